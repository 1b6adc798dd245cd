echo "{\"click\": $(grep -c '"click"' events.jsonl), \"view\": $(grep -c '"view"' events.jsonl)}" > counts.json
