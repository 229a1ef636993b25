// The function app: Flex Consumption, .NET 10 isolated, no keys and no secrets in its settings.
param location string
param tags object
param token string
param names { containers: object, tables: object, queues: object }
param settings object
param identityId string
param clientId string
param hostAccountName string
param packageContainer string
param caseAccountName string
param insightsName string
param workspaceId string
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReady array
param requestBodyLimit int

resource hostAccount 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostAccountName
}

resource caseAccount 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: caseAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  AzureWebJobsStorage__blobServiceUri: hostAccount.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: hostAccount.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: hostAccount.properties.primaryEndpoints.table
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(requestBodyLimit)
}

// Read by the app's storage clients and, for its triggers, by the host.
var caseFiles = {
  CaseFiles__credential: 'managedidentity'
  CaseFiles__clientId: clientId
  CaseFiles__blobServiceUri: caseAccount.properties.primaryEndpoints.blob
  CaseFiles__queueServiceUri: caseAccount.properties.primaryEndpoints.queue
  CaseFiles__tableServiceUri: caseAccount.properties.primaryEndpoints.table
}

// The host takes the names in its triggers from app settings only, so all of them stand there.
var storageNames = toObject(
  items(union(names.containers, names.tables, names.queues)),
  entry => 'Storage__${entry.key}',
  entry => entry.value
)

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostAccount.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        alwaysReady: alwaysReady
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(hostSettings, caseFiles, storageNames, loadJsonContent('../settings.json'), settings)
  }

  // Deployment signs in with Entra ID; passwords for it are off.
  resource scmPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftpPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

// The host's and the app's log. Not AppServiceHTTPLogs: it holds addresses, and in them case numbers and file names.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: site
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output siteId string = site.id
output siteName string = site.name
output hostName string = site.properties.defaultHostName
