/** Where Step Functions starts 300 executions a second: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const largest: readonly string[] = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** How many timers a region starts a second. It refills at 300 in the largest and at 150 elsewhere, as long as AWS raises no quota. */
export function startsIn(region: string) {
  if (largest.includes(region)) return { timersPerSecond: 220, wakeUps: { startsPerSecond: 60 } };
  return { timersPerSecond: 110, wakeUps: { startsPerSecond: 30 } };
}
