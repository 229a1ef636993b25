#!/bin/sh
# The package must be built on Microsoft's Functions packages, not on the local runtime.
set -eu
if [ "${Hosting:-}" != Azure ]; then
  echo "Set the environment variable Hosting to Azure and run azd again: Hosting=Azure azd up" >&2
  exit 1
fi
