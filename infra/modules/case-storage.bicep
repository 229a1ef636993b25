// The case data: uploads, records, letters, the register. Names as CaseStorageOptions has them (infra/names.json; a test compares).
param location string
param tags object
param token string
param sku string
param names { containers: object, tables: object, queues: object }
param immutableDays int
param principalId string
param workspaceId string
param accessLogs bool

// Letters and the audit trail, once they are written, are evidence. Only these: everything else is derived, moves on, or must be correctable.
var immutable = ['Letters', 'Audit']

var contributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
var owner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
var queueContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88' // Storage Queue Data Contributor
var tableContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor

var containerNames = items(names.containers)
var accountRoles = [
  queueContributor // the app's queues, and the blob trigger's queue of what it could not take
  tableContributor // the register, the index and the lists
]

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'stcase${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // Keys open everything and name nobody.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
        file: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
  properties: {
    // An upload that is replaced keeps its earlier version, and with it the day on which it first arrived.
    isVersioningEnabled: true
    changeFeed: { enabled: true }
    deleteRetentionPolicy: { enabled: true, days: 90 }
    containerDeleteRetentionPolicy: { enabled: true, days: 90 }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for container in containerNames: {
  parent: blobs
  name: container.value
  properties: { publicAccess: 'None' }
}]

resource policies 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2023-05-01' = [for (container, i) in containerNames: if (contains(immutable, container.key)) {
  parent: containers[i]
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutableDays
    // The audit trail is append blobs: lines are added, none is changed.
    allowProtectedAppendWrites: container.key == 'Audit'
  }
}]

// What Event Grid could not deliver. The reconcile timer finds those uploads anyway; a blob here says that the webhook was not reached.
resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'event-dead-letters'
  properties: { publicAccess: 'None' }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = [for queue in items(names.queues): {
  parent: queueService
  name: queue.value
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = [for table in items(names.tables): {
  parent: tableService
  name: table.value
}]

// Container by container, so that the dead letters stay Event Grid's. For the container of a blob trigger Microsoft names the owner's role.
resource containerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (container, i) in containerNames: {
  scope: containers[i]
  name: guid(containers[i].id, principalId, container.key == 'CaseFiles' ? owner : contributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', container.key == 'CaseFiles' ? owner : contributor)
  }
}]

resource accountAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in accountRoles: {
  scope: account
  name: guid(account.id, principalId, role)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

// The logs hold addresses, and with them the names of uploaded files: off unless asked for.
resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: accessLogs }
      { category: 'StorageWrite', enabled: accessLogs }
      { category: 'StorageDelete', enabled: accessLogs }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output accountName string = account.name
output deadLetterContainer string = deadLetters.name
output deadLetterContainerId string = deadLetters.id
