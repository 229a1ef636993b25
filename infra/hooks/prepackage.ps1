# The package must be built on Microsoft's Functions packages, not on the local runtime.
$ErrorActionPreference = 'Stop'
if ($env:Hosting -ne 'Azure') {
    Write-Error 'Set the environment variable Hosting to Azure and run azd again: $env:Hosting = "Azure"; azd up'
    exit 1
}
