-- What the contrast analyst tested and kept: how much the failure rate differs with the feature,
-- in points, with its 95 % interval.
SELECT feature,
       grade,
       failure_count,
       success_count,
       round(100 * risk_difference) AS points,
       round(100 * risk_low) AS low,
       round(100 * risk_high) AS high,
       round(q_value, 4) AS q_value
FROM contrasts
WHERE grade IS NOT NULL AND folded_into IS NULL
ORDER BY contrasts.q_value, feature
