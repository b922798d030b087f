import type { PersonId } from '../people/person.ts';

/** When somebody's last turn was: higher is later. */
interface Turn {
  readonly personId: PersonId;
  readonly lastTurn: number;
}

/** A lead that somebody got, and when (ISO instant). */
export interface Handing {
  readonly leadId: string;
  readonly personId: PersonId;
  readonly at: string;
}

/** Who had a turn when at one dealer, and what was given out last: an index of who has what lags behind it. */
export interface Rotation {
  readonly version: number;
  readonly turns: readonly Turn[];
  readonly recent: readonly Handing[];
}

/** A dealer's rotation before its first lead. */
export const noTurns: Rotation = { version: 0, turns: [], recent: [] };

/** Longer than any index lags. */
const recentSeconds = 60;
const mostRecent = 300;

/** When somebody had the last turn; 0 before the first. */
export function lastTurnOf({ turns }: Rotation, personId: PersonId): number {
  return turns.find((turn) => turn.personId === personId)?.lastTurn ?? 0;
}

/** Gives somebody a lead in turn: theirs is now the latest. */
export function takeTurn(rotation: Rotation, handing: Handing): Rotation {
  const { personId } = handing;
  const lastTurn = Math.max(0, ...rotation.turns.map((turn) => turn.lastTurn)) + 1;
  const others = rotation.turns.filter((turn) => turn.personId !== personId);
  return { ...noteHanding(rotation, handing), turns: [...others, { personId, lastTurn }] };
}

/** Notes that somebody got a lead out of turn. */
export function noteHanding(rotation: Rotation, handing: Handing): Rotation {
  const since = Date.parse(handing.at) - recentSeconds * 1000;
  const still = rotation.recent.filter(({ leadId, at }) => leadId !== handing.leadId && Date.parse(at) >= since);
  return { ...rotation, recent: [...still, handing].slice(-mostRecent) };
}
