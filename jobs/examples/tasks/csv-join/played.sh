(echo order_id,name,amount; awk -F, 'NR == FNR { n[$1] = $2; next } FNR > 1 { print $1 "," n[$2] "," $3 }' customers.csv orders.csv | sort -t, -k1n) > joined.csv
