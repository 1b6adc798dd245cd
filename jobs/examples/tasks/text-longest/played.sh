awk 'length > n { n = length; l = $0 } END { print l }' poem.txt > longest.txt
