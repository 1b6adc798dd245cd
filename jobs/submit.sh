#!/usr/bin/env bash
# Submits trace2skill to a cluster with the spark-submit of the Spark in SPARK_HOME: builds the jar when
# needed, and sends along what that Spark lacks (Delta, S3A).
#
#   SPARK_HOME=/opt/spark jobs/submit.sh --master spark://host:7077 [options of spark-submit] -- COMMAND [options]
set -eu
exec "$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)/trace2skill" --submit "$@"
