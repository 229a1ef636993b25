#!/bin/sh
# Subscribes the app to blobs that are created in the container of uploads. Safe to repeat: the subscription has one name, and creating it again updates it.
# Variables come from azd's environment (the outputs of infra/main.bicep). Needs the Azure CLI, signed in: az login.
set -eu

: "${AZURE_RESOURCE_GROUP:?}" "${FUNCTION_APP_NAME:?}" "${FUNCTION_APP_HOST:?}" "${EVENT_TOPIC_NAME:?}" "${CASE_FILES_CONTAINER:?}" "${DEAD_LETTER_CONTAINER_ID:?}"

# The blob extension makes its key when the app first starts with a blob trigger: ask until it is there.
key=
tries=0
while [ -z "$key" ]; do
  key=$(az functionapp keys list --resource-group "$AZURE_RESOURCE_GROUP" --name "$FUNCTION_APP_NAME" --query systemKeys.blobs_extension --output tsv 2>/dev/null) || key=
  [ -n "$key" ] && break
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then
    echo "The app $FUNCTION_APP_NAME has no blobs_extension key after five minutes: look at its log, then run 'azd hooks run postdeploy'." >&2
    exit 1
  fi
  sleep 10
done

# Everything below the container: documents, application.json, and strays, which intake puts into quarantine.
az eventgrid system-topic event-subscription create \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --system-topic-name "$EVENT_TOPIC_NAME" \
  --name case-files \
  --endpoint-type webhook \
  --endpoint "https://$FUNCTION_APP_HOST/runtime/webhooks/blobs?functionName=Host.Functions.CaseFileArrived&code=$key" \
  --included-event-types Microsoft.Storage.BlobCreated \
  --subject-begins-with "/blobServices/default/containers/$CASE_FILES_CONTAINER/blobs/" \
  --max-delivery-attempts 30 \
  --event-ttl 1440 \
  --deadletter-identity systemassigned \
  --deadletter-identity-endpoint "$DEAD_LETTER_CONTAINER_ID" \
  --output none
echo "Event Grid tells $FUNCTION_APP_NAME of every blob in $CASE_FILES_CONTAINER."
