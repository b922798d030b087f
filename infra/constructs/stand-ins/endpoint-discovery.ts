/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery`: DynamoDB's client configures it and no command of DynamoDB
 * uses it; with it come a cache and two packages of collections.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: undefined,
};

/** Leaves a client's configuration as it is. */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}
