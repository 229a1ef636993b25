using 'main.bicep'

// azd sets these for its environment; 'azd env set' keeps the others there.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param alertEmail = readEnvironmentVariable('IMR_ALERT_EMAIL', '')
param caseDataSku = readEnvironmentVariable('IMR_CASE_DATA_SKU', 'Standard_GZRS')
param documentIntelligence = bool(readEnvironmentVariable('IMR_DOCUMENT_INTELLIGENCE', 'false'))
