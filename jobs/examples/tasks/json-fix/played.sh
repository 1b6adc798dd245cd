sed 's/,\([]}]\)/\1/g' broken.json > fixed.json
