tr -d '\r' < notes.txt > n && mv n notes.txt
