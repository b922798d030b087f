/**
 * The only reader of the environment. Gives the named variables; throws at init, naming the first one that is missing,
 * so that a wrong deployment fails at its first start instead of at its first lead.
 */
export function readEnv<const Name extends EnvName>(...names: readonly Name[]): Readonly<Record<Name, string>> {
  const found = names.map((name) => {
    const value = process.env[name];
    if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
    return [name, value] as const;
  });
  return Object.fromEntries(found) as Record<Name, string>;
}

/** An environment variable that may be missing: the feature it belongs to is then off. */
export function readOptionalEnv(name: EnvName): string | undefined {
  return process.env[name] || undefined;
}

/** The environment variables our functions know. */
type EnvName = OwnEnvName | LambdaEnvName;

/** Those that infra sets, by what each names. */
export type OwnEnvName =
  | 'TABLE_NAME'
  | 'BUS_NAME'
  | 'DEAD_LETTERS_URL'
  | 'REPUBLISH_FACTS_ARN'
  | 'DOCUMENTS_BUCKET'
  | 'LEAD_SLA_ARN'
  | 'STARTS_PER_SECOND'
  | 'SENDER_ADDRESS'
  | 'MAILS_PER_SECOND'
  | 'TIMERS_PER_SECOND'
  | 'TIMER_RUNS'
  | 'MAIL_RUNS'
  | 'CONFIGURATION_SET'
  | 'PUBLIC_URL'
  | 'STAGE';

/** Those that Lambda sets itself, or the SDK knows: infra may not set them. */
type LambdaEnvName =
  | 'AWS_REGION'
  | 'AWS_ACCESS_KEY_ID'
  | 'AWS_SECRET_ACCESS_KEY'
  | 'AWS_SESSION_TOKEN'
  | 'LAMBDA_TASK_ROOT'
  // By which a runtime answers in AWS's place.
  | 'AWS_ENDPOINT_URL';
