// What a person must hear of. The runbook in docs/operations.md has a paragraph for each.
param location string
param tags object
param token string
param workspaceId string
param siteId string
param topicId string
param email string
param oldestAgeMetric string
param oldestAgeLimits object

var limits = join(map(items(oldestAgeLimits), limit => '"${limit.key}", ${limit.value}'), ', ')

// The watch writes a metric where metrics are exported, else a log line such as: imr.stage.oldest_age_hours stage=ClinicalReview hours=51.5
var oldestAge = replace(replace('''
let limits = datatable(Stage: string, Limit: real)[LIMITS];
let others = toscalar(limits | where Stage == "*" | project Limit);
union isfuzzy=true
  (AppMetrics | where Name == "METRIC" | project Stage = tostring(Properties["stage"]), Hours = Max),
  (AppTraces | where Message startswith "METRIC " | project Stage = extract("stage=([A-Za-z]+)", 1, Message), Hours = toreal(extract("hours=([0-9.]+)", 1, Message)))
| summarize Hours = max(Hours) by Stage
| join kind=leftouter limits on Stage
| extend Over = Hours - coalesce(Limit, others)
''', 'LIMITS', limits), 'METRIC', oldestAgeMetric)

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'imr'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var groups = empty(email) ? [] : [people.id]

resource tooOld 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'imr-oldest-age'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'A case has been at its stage for too long'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: oldestAge
          metricMeasureColumn: 'Over'
          timeAggregation: 'Maximum'
          dimensions: [{ name: 'Stage', operator: 'Include', values: ['*'] }]
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: groups }
  }
}

// The host counts each function's runs; reconcile runs each minute. Silence is a dead app, or telemetry that does not arrive.
resource silent 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'imr-reconcile-silent'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Reconcile has not succeeded for half an hour'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "Reconcile Successes" | summarize Runs = sum(Sum)'
          metricMeasureColumn: 'Runs'
          timeAggregation: 'Total'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: groups }
  }
}

resource failing 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'imr-server-errors'
  location: 'global'
  tags: tags
  properties: {
    description: 'The app answers 5xx.'
    severity: 2
    enabled: true
    scopes: [siteId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        { criterionType: 'StaticThresholdCriterion', name: 'errors', metricName: 'Http5xx', timeAggregation: 'Total', operator: 'GreaterThan', threshold: 5 }
      ]
    }
    actions: [for group in groups: { actionGroupId: group }]
  }
}

resource undelivered 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'imr-events-dead-lettered'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid gave up on the app\'s webhook; uploads are found by reconcile only.'
    severity: 2
    enabled: true
    scopes: [topicId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        { criterionType: 'StaticThresholdCriterion', name: 'deadLettered', metricName: 'DeadLetteredCount', timeAggregation: 'Total', operator: 'GreaterThan', threshold: 0 }
      ]
    }
    actions: [for group in groups: { actionGroupId: group }]
  }
}
