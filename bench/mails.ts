import { type App, startApp } from '../test/support/app.ts';
import { leadJson, postLead } from '../test/support/leads.ts';
import { type Row, whole } from './figure.ts';

const leadsOfMany = 64;

/** How many mails the demo's two stores and their district get of leads that nobody answers, until the day after. */
export async function measureMails(): Promise<Row[]> {
  const app = await startApp();
  try {
    const one = await mailsOf(app, 'one', 1);
    const many = await mailsOf(app, 'many', leadsOfMany);
    return [
      { what: 'mails of one lead that nobody answers', goal: '≤ 8', measured: whole(one.mails) },
      {
        what: `mails of ${leadsOfMany} leads of two stores, all at one moment, that nobody answers`,
        measured: whole(many.mails),
        beside: `${whole(many.mostToOne)} to one person, ${whole(many.digests)} of all are digests`,
      },
    ];
  } finally {
    await app.close();
  }
}

async function mailsOf(app: App, name: string, count: number) {
  const from = await app.clock.now();
  for (let nth = 0; nth < count; nth += 1)
    await postLead(app, leadJson(`${name}-${nth}`), { as: nth % 2 === 0 ? 'dealer-1' : 'dealer-2' });
  await app.clock.advance('P1D');
  const mails = (await app.messages()).filter(({ at }) => at >= from);
  const byPerson = Map.groupBy(mails, ({ to }) => to.join());
  const digests = mails.filter(({ tags }) => tags['notice']?.startsWith('digest-')).length;
  return { mails: mails.length, mostToOne: Math.max(...[...byPerson.values()].map(({ length }) => length)), digests };
}
