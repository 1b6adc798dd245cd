git init -q && git add -A && git -c user.useConfigOnly=true commit -qm 'Import the data'
