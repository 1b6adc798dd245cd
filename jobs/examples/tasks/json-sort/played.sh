echo '[{"name":"ink","price":2},{"name":"pen","price":2},{"name":"cup","price":9}]' > sorted.json
