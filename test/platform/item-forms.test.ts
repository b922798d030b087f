import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { credentialForm } from '../../functions/access/credential.store.ts';
import { dealerForm } from '../../functions/dealers/dealer/dealer.store.ts';
import { calendarForm } from '../../functions/dealers/dealer/dealer-calendar.store.ts';
import { dealerNameForm } from '../../functions/dealers/dealer/dealer-name.store.ts';
import { rotationForm } from '../../functions/dealers/dealer/rotation.store.ts';
import { contentKeyForm } from '../../functions/intake/quarantine/content-key.store.ts';
import { listedForm, quarantineForm } from '../../functions/intake/quarantine/quarantine.store.ts';
import { receiptForm } from '../../functions/intake/sender/receipt.store.ts';
import { senderCountForm } from '../../functions/intake/sender/sender-count.store.ts';
import { activityForm } from '../../functions/leads/activity/activity.store.ts';
import { leadForm } from '../../functions/leads/lead/lead.store.ts';
import {
  assignmentForm,
  escalationForm,
  pastFollowUpsForm,
  pastSlaForm,
  resubmissionForm,
} from '../../functions/leads/lead/lead-lists.store.ts';
import { latestLeadForm } from '../../functions/leads/reception/latest-lead.store.ts';
import { leadKeyForm } from '../../functions/leads/reception/lead-key.store.ts';
import { standInForm } from '../../functions/leads/reception/stand-in.store.ts';
import { gatheredForm, mailboxForm } from '../../functions/messages/mailbox.store.ts';
import { reservationForm } from '../../functions/messages/reservation.store.ts';
import { ownerForm, ownerKeyForm } from '../../functions/owners/owner.store.ts';
import { factForm } from '../../functions/platform/fact.store.ts';
import { claimForm } from '../../functions/platform/idempotency.flow.ts';
import { defineItemForm, type ItemForm } from '../../functions/platform/item-form.ts';
import { readProject } from '../support/house/project.ts';
import { itemFixture } from '../support/item-fixtures.ts';

const forms: readonly ItemForm<object>[] = [
  activityForm,
  assignmentForm,
  calendarForm,
  claimForm,
  contentKeyForm,
  credentialForm,
  dealerForm,
  dealerNameForm,
  escalationForm,
  factForm,
  gatheredForm,
  latestLeadForm,
  leadForm,
  leadKeyForm,
  listedForm,
  mailboxForm,
  ownerForm,
  ownerKeyForm,
  pastFollowUpsForm,
  pastSlaForm,
  quarantineForm,
  receiptForm,
  reservationForm,
  resubmissionForm,
  rotationForm,
  senderCountForm,
  standInForm,
];

const numbered = forms.flatMap((form) =>
  Array.from({ length: form.form }, (_, before) => [`${form.kind}.${before + 1}`, form, before + 1] as const),
);

describe('an item of every form there ever was', () => {
  test.each(numbered)('%s is read', (_name, form, number) => {
    const { item, state } = itemFixture(form.kind, number);
    expect(form.read(item)).toEqual(state);
  });

  test.each(forms.map((form) => [form.kind, form] as const))('%s is saved as it was read', (_kind, form) => {
    const { item, state } = itemFixture(form.kind, form.form);
    expect(form.keep(item, state)).toEqual(item);
  });

  test('has its fixture, and no fixture is of anything else', () => {
    const fixtures = readdirSync('test/fixtures/items').map((file) => file.replace(/\.json$/, ''));
    expect(fixtures.sort()).toEqual(numbered.map(([name]) => name).sort());
  });
});

test('all kinds of items are tried here', () => {
  const declared = readProject('.')
    .filter(({ path }) => path.startsWith('functions/'))
    .flatMap(({ path }) => readFileSync(path, 'utf8').match(/= defineItemForm</g) ?? []);
  expect(forms).toHaveLength(declared.length);
});

describe('a form', () => {
  const form = defineItemForm<{ size: string; lid: boolean }>('kettle', [
    ({ big, ...kept }) => ({ ...kept, size: big ? 'l' : 's' }),
    (older) => ({ lid: false, ...older }),
  ]);
  const key = { PK: 'KETTLE#1', SK: 'KETTLE' };

  test.each([
    ['without a number, as the first', { ...key, big: true }, { size: 'l', lid: false }],
    ['of the first', { ...key, form: 1, big: false }, { size: 's', lid: false }],
    ['of the second', { ...key, form: 2, size: 'm' }, { size: 'm', lid: false }],
    ['of its own', { ...key, form: 3, size: 'm', lid: true }, { size: 'm', lid: true }],
  ])('reads an item %s', (_what, item, state) => {
    expect(form.read(item)).toEqual(state);
  });

  test('saves with its number, the key and what the table needs', () => {
    const saved = form.keep(key, { size: 'm', lid: true }, { expiresAt: 7 });
    expect(saved).toEqual({ ...key, form: 3, size: 'm', lid: true, expiresAt: 7 });
  });

  test.each([4, 'x'])('refuses an item of the unknown form %s, without its content', (unknown) => {
    const item = { ...key, form: unknown, size: 'secret' };
    expect(() => form.read(item)).toThrow(`An item of the kind kettle has form ${unknown}`);
    expect(() => form.read(item)).not.toThrow('secret');
  });
});
