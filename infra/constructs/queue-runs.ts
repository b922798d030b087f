import type { Stage } from '../stages.ts';

/** SQS hands a queue's messages to two runs at least: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const fewestRuns = 2;
/** What one run sends at most: a mail takes it five calls, one after the other, a seventh of a second or so. */
const mailsPerSecondOfRun = 7;
/** What one run starts at most: one call after the other, a thirtieth of a second or so each. */
const startsPerSecondOfRun = 30;

/** How many runs may send mails at one time: each keeps an equal share of the stage's rate, so together they keep all of it. */
export function mailRuns({ mailsPerSecond }: Pick<Stage, 'mailsPerSecond'>): number {
  return runsFor(mailsPerSecond, mailsPerSecondOfRun);
}

/** The same of those that start timers. */
export function timerRuns({ timersPerSecond }: Pick<Stage, 'timersPerSecond'>): number {
  return runsFor(timersPerSecond, startsPerSecondOfRun);
}

function runsFor(perSecond: number, perSecondOfRun: number): number {
  return Math.max(fewestRuns, Math.ceil(perSecond / perSecondOfRun));
}
