git init -q && git config user.email a@example.org && git config user.name Ada && git add -A && git commit -qm start && git checkout -qb topic
