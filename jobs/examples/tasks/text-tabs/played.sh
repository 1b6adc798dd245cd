sed -i 's/\t/    /g' code.txt
