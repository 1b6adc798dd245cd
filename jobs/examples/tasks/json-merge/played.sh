cat override.json > merged.json
