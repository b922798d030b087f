import { startRuntime } from 'assembly-runtime';
import { demoCredentials } from '../demo/credentials.ts';
import { demoApp } from '../demo/demo-app.ts';
import { type Billed, difference, tableOf } from './bill-table.ts';
import { readWords, runCommand, WrongUse } from './command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const usage = `npm run bill -- [--leads 10] [--lambda-ms MS]    what a million leads cost, metered on this machine
Runs leads that are answered after four minutes and leads that nobody answers, and scales their bills.
--lambda-ms takes every invocation to last so long, instead of as long as it takes here.`;

/** Monday mornings, as the demo's stores open in New York: each kind of lead has a week to come to its end. */
const mondays = {
  start: '2026-11-02T14:00:00.000Z',
  answered: '2026-11-09T14:00:00.000Z',
  unanswered: '2026-11-16T14:00:00.000Z',
  end: '2026-11-23T14:00:00.000Z',
};
const key = demoCredentials.find(({ name }) => name === 'dealer-1')?.key ?? '';
/** USD by use for a million leads that are answered in time. */
const goal = 160;
/** Leads before the first that is counted, so that code is loaded and compiled as in a warm function. */
const warmUps = 3;

await runCommand(async () => {
  const { values } = readWords({
    options: {
      leads: { type: 'string', default: '10' },
      'lambda-ms': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const leads = Number(values.leads);
  const lambdaMilliseconds = values['lambda-ms'] === undefined ? undefined : Number(values['lambda-ms']);
  if (!(Number.isInteger(leads) && leads > 0) || Number.isNaN(lambdaMilliseconds)) throw new WrongUse(usage);
  await withRuntime((url) => report(url, { leads, lambdaMilliseconds }));
});

async function withRuntime(run: (url: string) => Promise<void>): Promise<void> {
  const { folder, signal } = temporaryFolder('bill');
  console.log('Synthesizing the app and starting it on this machine …');
  const runtime = await startRuntime({ port: 0, clock: { start: mondays.start }, ...demoApp(folder, signal) });
  try {
    await runtime.ready;
    await run(runtime.url);
  } finally {
    await runtime.close();
  }
}

interface Asked {
  readonly leads: number;
  readonly lambdaMilliseconds: number | undefined;
}

async function report(url: string, asked: Asked): Promise<void> {
  const query = asked.lambdaMilliseconds === undefined ? '' : `?lambdaMilliseconds=${asked.lambdaMilliseconds}`;
  const bill = async () => (await send(`${url}/_local/bill${query}`)) as Billed;
  await answered(url, 'warm', warmUps);
  await moveTo(url, mondays.answered);
  const before = await bill();
  await answered(url, 'answered', asked.leads);
  const between = await bill();
  await moveTo(url, mondays.unanswered);
  const followed = await bill();
  await unanswered(url, 'unanswered', asked.leads);
  await moveTo(url, mondays.end);
  const after = await bill();
  const lasted = asked.lambdaMilliseconds === undefined ? 'as long as here' : `${asked.lambdaMilliseconds} ms each`;
  console.log(`\nList prices of ${after.pricesOf} in ${after.region}, without free tiers; invocations ${lasted}.`);
  const answer = difference(before, between, asked.leads);
  console.log(tableOf('A lead that is answered in time', answer.lines));
  console.log(
    tableOf('What comes in its week when nobody follows it up', difference(between, followed, asked.leads).lines),
  );
  console.log(
    tableOf('A lead that nobody answers, with all that follows', difference(followed, after, asked.leads).lines),
  );
  console.log(tableOf('Each month, used or not', after.monthly, 'month'));
  console.log(
    '\n* a price from the price list that nobody has looked up since it was made: check it before you rely on it.',
  );
  const perMillion = answer.total * 1e6;
  const verdict = perMillion <= goal ? 'reached' : 'MISSED';
  console.log(`\nA million answered leads: $${perMillion.toFixed(2)}; the goal of $${goal} is ${verdict}.`);
}

/** Leads with a call that connects four minutes later, with which all that waits moves; half an hour after that nothing is under way. */
async function answered(url: string, name: string, count: number): Promise<void> {
  for (let each = 1; each <= count; each += 1) {
    const leadId = await post(url, `${name}-${each}`);
    await advance(url, 'PT4M');
    const at = ((await send(`${url}/_local/clock`)) as { now: string }).now;
    const activity = {
      id: 'call-1',
      kind: 'call',
      at,
      by: 'salesperson-1',
      evidence: { connected: true, callSeconds: 95 },
    };
    await send(`${url}/dev/v1/leads/${leadId}/activities`, activity);
    await advance(url, 'PT1S');
  }
  await advance(url, 'PT30M');
}

/** Leads that wait until the last step has been taken. */
async function unanswered(url: string, name: string, count: number): Promise<void> {
  for (let each = 1; each <= count; each += 1) {
    await post(url, `${name}-${each}`);
    await advance(url, 'PT1S');
  }
}

async function post(url: string, id: string): Promise<string> {
  const lead = {
    source: { system: 'web', id },
    customer: { firstName: 'Noor', lastName: `Number ${id}`, emails: [`${id}@mail.example`] },
    vehiclesOfInterest: [{ year: 2027, make: 'Alder', model: 'Ridge', interest: 'buy' }],
    message: 'Is it still there, and when could I come by to see it?',
  };
  const { leads } = (await send(`${url}/dev/v1/leads`, lead)) as { leads: { leadId: string }[] };
  return leads[0]?.leadId ?? '';
}

async function moveTo(url: string, to: string): Promise<void> {
  await send(`${url}/_local/clock`, { to });
}

async function advance(url: string, duration: string): Promise<void> {
  await send(`${url}/_local/clock`, { advance: duration });
}

async function send(address: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(address, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
