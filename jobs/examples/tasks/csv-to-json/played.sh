awk -F, 'NR > 1 { printf "%s{\"name\":\"%s\",\"age\":%s}", s, $1, $2; s = "," } BEGIN { printf "[" } END { print "]" }' people.csv > people.json
