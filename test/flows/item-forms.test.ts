import { afterAll, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { itemFixture } from '../support/item-fixtures.ts';
import { storyCallers, tellWholeStory, unreadable } from '../support/whole-story.ts';

const app = await startApp({ callers: storyCallers });
afterAll(() => app.close());

test('every item that the product saves has a form, and no attribute that its fixture does not show', async () => {
  await tellWholeStory(app);
  const items = (await app.items()).filter(({ PK }) => PK !== unreadable.PK);
  const unknown = items.flatMap(({ SK, form, ...kept }) => {
    const kind = String(SK).split('#')[0]?.toLowerCase() ?? '';
    const known = Object.keys(itemFixture(kind, Number(form)).item);
    return Object.keys(kept).flatMap((name) => (known.includes(name) ? [] : [`${kind}.${form}: ${name}`]));
  });
  expect(items.length).toBeGreaterThan(50);
  expect([...new Set(unknown)]).toEqual([]);
});
