# Subscribes the app to blobs that are created in the container of uploads. Safe to repeat: the subscription has one name, and creating it again updates it.
# Variables come from azd's environment (the outputs of infra/main.bicep). Needs the Azure CLI, signed in: az login.
$ErrorActionPreference = 'Stop'

foreach ($name in 'AZURE_RESOURCE_GROUP', 'FUNCTION_APP_NAME', 'FUNCTION_APP_HOST', 'EVENT_TOPIC_NAME', 'CASE_FILES_CONTAINER', 'DEAD_LETTER_CONTAINER_ID') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw "$name is not set." }
}

# The blob extension makes its key when the app first starts with a blob trigger: ask until it is there.
$key = ''
for ($tries = 0; -not $key; $tries++) {
    $key = az functionapp keys list --resource-group $env:AZURE_RESOURCE_GROUP --name $env:FUNCTION_APP_NAME --query systemKeys.blobs_extension --output tsv 2>$null
    if ($key) { break }
    if ($tries -ge 30) {
        throw "The app $env:FUNCTION_APP_NAME has no blobs_extension key after five minutes: look at its log, then run 'azd hooks run postdeploy'."
    }
    Start-Sleep -Seconds 10
}

# Everything below the container: documents, application.json, and strays, which intake puts into quarantine.
# The quotes inside keep the address's ampersand from cmd, which az is on Windows.
az eventgrid system-topic event-subscription create `
    --resource-group $env:AZURE_RESOURCE_GROUP `
    --system-topic-name $env:EVENT_TOPIC_NAME `
    --name case-files `
    --endpoint-type webhook `
    --endpoint "`"https://$($env:FUNCTION_APP_HOST)/runtime/webhooks/blobs?functionName=Host.Functions.CaseFileArrived&code=$key`"" `
    --included-event-types Microsoft.Storage.BlobCreated `
    --subject-begins-with "/blobServices/default/containers/$($env:CASE_FILES_CONTAINER)/blobs/" `
    --max-delivery-attempts 30 `
    --event-ttl 1440 `
    --deadletter-identity systemassigned `
    --deadletter-identity-endpoint $env:DEAD_LETTER_CONTAINER_ID `
    --output none
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
Write-Output "Event Grid tells $env:FUNCTION_APP_NAME of every blob in $env:CASE_FILES_CONTAINER."
