import type { App } from './app.ts';

/** Has a dealer's own people mailed each notice by itself, for tests of what each notice says and when it comes. */
export async function turnDigestsOff(app: App, dealerId = 'dealer-1'): Promise<void> {
  const { body } = await app.get(`/v1/dealers/${dealerId}`, { as: 'oem' });
  const form = { ...(body as object), dials: { 'mail.digest': 0 } };
  const { status } = await app.put(`/v1/dealers/${dealerId}`, form, { as: 'oem' });
  if (status !== 200) throw new Error(`The dealer could not be changed: ${status}`);
}
