awk '!seen[$0]++' guests.csv > unique.csv
