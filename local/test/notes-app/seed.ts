const note = { id: 'first', text: 'seeded', at: '2026-03-01T00:00:00.000Z' };

console.log(JSON.stringify({ items: [{ table: 'Notes', item: note }], tryIt: ['curl {api}/notes/first'] }));
