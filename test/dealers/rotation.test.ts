import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../functions/dealers/people/person.ts';
import { lastTurnOf, noTurns, noteHanding, takeTurn } from '../../functions/dealers/routing/rotation.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 7, 15, 0, seconds)).toISOString();
const handing = (leadId: string, person: string, seconds = 0) => ({
  leadId,
  personId: person as PersonId,
  at: at(seconds),
});

describe('the rotation of a store', () => {
  it('knows who had the last turn, whatever the id', () => {
    const rotation = ['abe', '__proto__', 'constructor', 'abe'].reduce(
      (before, person, index) => takeTurn(before, handing(`lead-${index}`, person)),
      noTurns,
    );
    const turns = ['abe', '__proto__', 'constructor', 'toString'].map((id) => lastTurnOf(rotation, id as PersonId));
    expect(turns).toEqual([4, 2, 3, 0]);
  });

  it('keeps what was given out within the last minute, each lead with its last owner', () => {
    const rotation = [
      handing('old', 'abe', 0),
      handing('moved', 'abe', 30),
      handing('kept', 'bea', 31),
      handing('moved', 'bea', 60),
      handing('last', 'abe', 90),
    ].reduce(noteHanding, noTurns);
    expect(rotation.recent.map(({ leadId, personId }) => [leadId, personId])).toEqual([
      ['kept', 'bea'],
      ['moved', 'bea'],
      ['last', 'abe'],
    ]);
    expect(rotation.turns).toEqual([]);
  });

  it('has an end, however much is given out at one moment', () => {
    const rotation = Array.from({ length: 1000 }, (_, index) => handing(`lead-${index}`, 'abe')).reduce(
      noteHanding,
      noTurns,
    );
    expect(rotation.recent).toHaveLength(300);
    expect(rotation.recent.at(-1)?.leadId).toBe('lead-999');
  });
});
