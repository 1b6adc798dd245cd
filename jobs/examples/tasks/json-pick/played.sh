sed 's/.*"server".*"port": \([0-9]*\).*/\1/' config.json > port.txt
