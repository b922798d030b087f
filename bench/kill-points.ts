import { killPoints } from '../test/support/kill-points.ts';
import type { Row } from './figure.ts';

/**
 * `--data` under 50 kills at random points of a load: what was lost, doubled or left unfinished after the last restart,
 * and how much work the kills met with. Another seed gives other points.
 */
export async function measureKillPoints(kills = 50, seed = 1): Promise<Row[]> {
  const { counts, surprises } = await killPoints({ seed, kills, clock: '2026-11-23T15:00:00.000Z' });
  for (const surprise of surprises) console.error(surprise);
  const { posted, acknowledged, answered, renamed, mails, repeatedMails, underWay } = counts;
  const met = Object.entries(underWay).map(([kind, number]) => `${number} ${kind}`);
  return [
    {
      what: `lost, doubled or unfinished after ${kills} kills`,
      goal: '0',
      measured: String(surprises.length),
      beside: `${posted} leads posted, ${acknowledged} acknowledged, ${answered} answered, ${renamed} edits of a store`,
    },
    { what: 'under way at the kills, and done again', measured: met.join(' · ') || 'nothing' },
    { what: 'mails sent twice', measured: `${repeatedMails} of ${mails}` },
  ];
}
