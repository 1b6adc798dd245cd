awk -F, 'NR > 1 { n += $2 } END { printf "%.2f\n", n }' sales.csv > total.txt
