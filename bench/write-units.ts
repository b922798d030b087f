import type { Bill } from 'assembly-runtime/bill';
import { type LocalRuntime, startLocalRuntime } from './local-runtime.ts';

const leads = 2;
const headers = { authorization: 'Bearer demo-key-of-dealer-1', 'content-type': 'application/json' };
const dealer = '/v1/dealers/dealer-1';

/** The write request units that one lead costs which nobody answers, measured on the runtime: the ladder, mails and counts of three days. */
export async function writeUnitsPerLead({ specialDays = 0 } = {}): Promise<number> {
  const runtime = await startLocalRuntime(['--clock', '2026-11-23T15:00:00Z']);
  try {
    const { api } = (await (await fetch(`${runtime.url}/_local`)).json()) as { api: string };
    if (specialDays > 0) await addSpecialDays(api, specialDays);
    const before = await writeUnits(runtime);
    for (let each = 0; each < leads; each += 1)
      await send(`${api}/v1/leads`, { method: 'POST', headers, body: JSON.stringify(leadOf(each)) });
    await send(`${runtime.url}/_local/clock`, { method: 'POST', body: '{"advance":"PT72H"}' });
    return ((await writeUnits(runtime)) - before) / leads;
  } finally {
    await runtime.close();
  }
}

function leadOf(number: number): object {
  return {
    source: { system: 'bench-web', id: `bench-${number}` },
    customer: { firstName: 'Noor', emails: [`noor-${number}@mail.example`] },
    vehiclesOfInterest: [{ year: 2027, make: 'Alder', model: 'Ridge', interest: 'buy' }],
    message: 'Is the blue one still there?',
  };
}

/** Special hours on so many days of years to come. */
async function addSpecialDays(api: string, days: number): Promise<void> {
  const form = (await (await fetch(api + dealer, { headers })).json()) as object;
  const exceptions = Array.from({ length: days }, (_, day) => ({
    date: new Date(Date.UTC(2030, 0, 1 + day)).toISOString().slice(0, 10),
    hours: [{ open: '09:00', close: '16:00' }],
  }));
  await send(api + dealer, { method: 'PUT', headers, body: JSON.stringify({ ...form, exceptions }) });
}

async function writeUnits(runtime: LocalRuntime): Promise<number> {
  const { bill } = (await (await fetch(`${runtime.url}/_local/bill`)).json()) as Bill;
  return bill.find(({ item }) => item === 'write request units')?.units ?? 0;
}

async function send(url: string, request: RequestInit): Promise<void> {
  const answer = await fetch(url, request);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}
