sed 1d people.csv | cut -d, -f2 > emails.txt
