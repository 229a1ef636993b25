// Everything that one environment of the app needs in Azure: docs/operations.md says how it is deployed and kept.
targetScope = 'subscription'

@description('Name of the environment, such as imr-prod: part of every name.')
@minLength(3)
@maxLength(20)
param environmentName string

@description('Where everything lies. Health data stays in one region and its pair.')
param location string

@description('Redundancy of the case data.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param caseDataSku string = 'Standard_GZRS'

@description('Days that letters and the audit trail cannot be changed or deleted, from their creation. The policy is not locked here: locking cannot be undone.')
@minValue(1)
@maxValue(146000)
param immutableDays int = 2555

@description('Days that logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('GB of logs a day after which no more are taken; -1 for no limit.')
param logDailyQuotaGb int = 5

@description('Whether reads and writes of blobs are logged. Their addresses hold the names of uploaded files, which can be PHI: only with a workspace that may hold PHI.')
param storageAccessLogs bool = false

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances at once.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always there: such as [{ name: \'http\', instanceCount: 1 }].')
param alwaysReady array = []

@description('Bytes of the largest request body. The platform takes at most 210 MB; larger documents go into the container directly.')
param requestBodyLimit int = 209715200

@description('Whether PDFs and scans are read by Azure AI Document Intelligence. The app on Flex Consumption has no other reader: without it they count as unread.')
param documentIntelligence bool = false

@description('Settings of the app that differ from infra/settings.json, such as { Review__OfferHours: \'24\' }.')
param settings object = {}

@description('Whom alerts are mailed to; empty for nobody.')
param alertEmail string = ''

@description('The metric, or the first word of the log line, that says how many hours the oldest case has been at a stage (tag or word: stage).')
param oldestAgeMetric string = 'imr.stage.oldest_age_hours'

@description('Hours after which the oldest case of a stage is an alert; * for stages that are not named.')
param oldestAgeLimits object = {
  '*': 48
  EligibilityReview: 240
  RecordsRequested: 480
  InsufficientRecords: 480
  ClinicalReview: 480
  AwaitingRelease: 72
}

var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))
var names = loadJsonContent('names.json')
var documentIntelligenceName = 'di-${token}'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    location: location
    tags: tags
    token: token
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module identity 'modules/identity.bicep' = {
  scope: group
  name: 'identity'
  params: {
    location: location
    tags: tags
    token: token
    insightsName: monitoring.outputs.insightsName
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  name: 'host-storage'
  params: {
    location: location
    tags: tags
    token: token
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module caseStorage 'modules/case-storage.bicep' = {
  scope: group
  name: 'case-storage'
  params: {
    location: location
    tags: tags
    token: token
    sku: caseDataSku
    names: names
    immutableDays: immutableDays
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    accessLogs: storageAccessLogs
  }
}

module events 'modules/events.bicep' = {
  scope: group
  name: 'events'
  params: {
    location: location
    tags: tags
    token: token
    accountName: caseStorage.outputs.accountName
    deadLetterContainer: caseStorage.outputs.deadLetterContainer
  }
}

module documentReading 'modules/document-intelligence.bicep' = if (documentIntelligence) {
  scope: group
  name: 'document-intelligence'
  params: {
    location: location
    tags: tags
    name: documentIntelligenceName
    principalId: identity.outputs.principalId
  }
}

var documentText = documentIntelligence
  ? {
      DocumentText__Reading: 'DocumentIntelligence'
      DocumentText__Endpoint: 'https://${documentIntelligenceName}.cognitiveservices.azure.com/'
      DocumentText__ClientId: identity.outputs.clientId
    }
  : {}

module app 'modules/app.bicep' = {
  scope: group
  name: 'app'
  params: {
    location: location
    tags: tags
    token: token
    names: names
    settings: union(documentText, settings)
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    hostAccountName: hostStorage.outputs.accountName
    packageContainer: hostStorage.outputs.packageContainer
    caseAccountName: caseStorage.outputs.accountName
    insightsName: monitoring.outputs.insightsName
    workspaceId: monitoring.outputs.workspaceId
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: alwaysReady
    requestBodyLimit: requestBodyLimit
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  name: 'alerts'
  params: {
    location: location
    tags: tags
    token: token
    workspaceId: monitoring.outputs.workspaceId
    siteId: app.outputs.siteId
    topicId: events.outputs.topicId
    email: alertEmail
    oldestAgeMetric: oldestAgeMetric
    oldestAgeLimits: oldestAgeLimits
  }
}

// What the hooks and azd need. No secrets: the webhook's key is read by the hook itself.
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output FUNCTION_APP_NAME string = app.outputs.siteName
output FUNCTION_APP_HOST string = app.outputs.hostName
output CASE_STORAGE_ACCOUNT string = caseStorage.outputs.accountName
output HOST_STORAGE_ACCOUNT string = hostStorage.outputs.accountName
output CASE_FILES_CONTAINER string = names.containers.CaseFiles
output EVENT_TOPIC_NAME string = events.outputs.topicName
output DEAD_LETTER_CONTAINER_ID string = caseStorage.outputs.deadLetterContainerId
