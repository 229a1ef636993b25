// Reads PDFs and scans for the app: an account of its own, without keys. Off unless asked for (documentIntelligence in main.bicep).
param location string
param tags object
param name string
param principalId string

// Cognitive Services User: analyzes documents; manages nothing.
var cognitiveServicesUser = 'a97b65f3-24c7-4388-baec-2e87135dc908'

resource account 'Microsoft.CognitiveServices/accounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'FormRecognizer'
  // The free tier reads the first two pages of a document only.
  sku: { name: 'S0' }
  properties: {
    // Signing in with Entra ID needs a name of its own.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource reading 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, principalId, cognitiveServicesUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', cognitiveServicesUser)
  }
}
