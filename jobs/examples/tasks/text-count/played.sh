grep -ic error app.log > count.txt
