-- What questions to models took, by what they were asked for. What the journal answered is free.
SELECT stage,
       purpose,
       model,
       count(*) AS questions,
       count_if(from_journal) AS from_journal,
       sum(if(from_journal, 0, request_count)) AS requests,
       sum(if(from_journal, 0, usage.input_tokens)) AS tokens_in,
       sum(if(from_journal, 0, usage.output_tokens)) AS tokens_out,
       round(sum(if(from_journal, 0, usage.cost_usd)), 4) AS usd,
       round(percentile_approx(latency_millis, 0.5) / 1000, 1) AS median_seconds
FROM llm_calls
GROUP BY ALL
ORDER BY usd DESC, stage, purpose
