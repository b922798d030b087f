import * as z from 'zod';
import type { Dialect, JsonDocument } from '../../intake/document/dialect.ts';
import { stated } from '../../intake/document/stated.ts';
import { type Phone, statedPerson } from '../../owners/person.ts';
import { parseWith } from '../../platform/zod-errors.contract.ts';
import type { AppointmentWish, Customer, LeadSource, RawLead } from '../stated/stated-lead.ts';
import { type StatedVehicle, sortVehicles } from '../stated/stated-lead-vehicle.ts';

/** What a lead of the protocol calls itself. */
const aapLeadType = 'lead.submit.request';

const text = z.string().trim().optional();
const name = z.string().trim().min(1, 'must not be empty');

const address = z.strictObject({
  address_line_1: text,
  address_line_2: text,
  city: text,
  state: text,
  zip: text,
  country: text,
});

// The protocol passes on whatever a buyer knows about a car; fields we have no word for are left where they are.
const vehicle = z.looseObject({
  vin: text,
  year: z.union([z.number(), z.string()]).optional(),
  make: text,
  model: text,
  trim: text,
  condition: text,
  stock: text,
  mileage: z.union([z.number(), z.string()]).optional(),
});

/** The grant as the protocol demands it; kept whole, as proof. */
const consent = z.strictObject({
  granted_at: z.iso.datetime({ offset: true, error: 'must be an instant with its offset' }),
  allowed_channels: z.array(z.enum(['email', 'phone', 'sms'])).min(1, 'must name a channel'),
  consent_text: z.string().min(1, 'must not be empty').max(20_000),
  scope: z.array(z.literal('lead_submission')).length(1, 'must be lead_submission alone'),
  expires_at: z.iso.datetime({ offset: true, error: 'must be an instant with its offset' }).optional(),
});

/** A `lead.submit.request` document. */
const aapLeadBody = z.strictObject({
  type: z.literal(aapLeadType),
  customer: z.strictObject({
    first_name: text,
    last_name: text,
    email: text,
    phone: text,
    preferred_contact: text,
    address: address.optional(),
  }),
  consent,
  vehicle_of_interest: vehicle.optional(),
  trade_in: vehicle.optional(),
  appointment: z
    .strictObject({
      appointment_type: z.enum(['sales', 'service', 'test_drive', 'trade_in']),
      appointment_at: text,
      duration_minutes: z.int().positive().max(10_000).optional(),
      notes: z.string().max(2000).optional(),
    })
    .optional(),
  message: z.string().max(4000).optional(),
  source_agent: z.strictObject({ name, url: text, agent_card_url: text }),
  submitted_at: text,
  idempotency_key: z.string().min(1).max(128).optional(),
});

type AapLead = z.output<typeof aapLeadBody>;

/**
 * Auto Agent Protocol 1.1 (autoagentprotocol.org), known by its `type`; the consent grant and the agent that carried it
 * are kept as proof.
 */
export const aapLeadJson: Dialect<RawLead, JsonDocument> = {
  name: 'Auto Agent Protocol 1.1',
  recognises: (document) => document.kind === 'json' && isAap(document.value),
  read({ value }) {
    const parsed = parseWith(aapLeadBody, value);
    return parsed.kind === 'ok' ? { kind: 'ok', things: [leadOf(parsed.value)] } : parsed;
  },
};

function isAap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === aapLeadType;
}

function leadOf(body: AapLead): RawLead {
  const { appointment, customer, source_agent: agent } = body;
  return {
    ...stated<Omit<RawLead, 'vehiclesOfInterest' | 'tradeIns'>>({
      // Two requests with one key are one request: the key is the agent's own id for the lead.
      source: stated<LeadSource>({ system: agent.name, id: body.idempotency_key }),
      providerId: body.idempotency_key,
      customer: statedPerson<Customer>({
        firstName: customer.first_name,
        lastName: customer.last_name,
        emails: customer.email === undefined ? [] : [customer.email],
        phones: customer.phone === undefined ? [] : [stated<Phone>({ raw: customer.phone })],
        city: customer.address?.city,
        region: customer.address?.state,
        postalCode: customer.address?.zip,
        country: customer.address?.country,
        preferredContact: customer.preferred_contact,
      }),
      message: body.message?.trim(),
      appointment: appointment && wishOf(appointment),
      consents: [{ ...body.consent, source_agent: agent }],
      requestedAtStated: body.submitted_at,
    }),
    ...sortVehicles(vehiclesOf(body)),
  };
}

function wishOf(appointment: NonNullable<AapLead['appointment']>): AppointmentWish {
  const kind = appointment.appointment_type.replace('_', '-');
  return stated<AppointmentWish>({
    kind,
    at: appointment.appointment_at,
    durationMinutes: appointment.duration_minutes,
    notes: appointment.notes?.trim(),
  });
}

/** An appointment of kind `test_drive` is about the vehicle of interest: the protocol gives it no vehicle of its own. */
function vehiclesOf(body: AapLead): readonly StatedVehicle[] {
  const wanted = body.appointment?.appointment_type === 'test_drive' ? 'test-drive' : 'buy';
  return [
    ...(body.vehicle_of_interest ? [vehicleOf(body.vehicle_of_interest, wanted)] : []),
    ...(body.trade_in ? [{ ...vehicleOf(body.trade_in, 'trade-in'), wear: body.trade_in.condition }] : []),
  ].map((car) => stated<StatedVehicle>(car));
}

function vehicleOf(car: z.output<typeof vehicle>, interest: string) {
  const { vin, make, model, trim, condition, stock } = car;
  const year = car.year === undefined ? undefined : `${car.year}`;
  const odometer = car.mileage === undefined ? undefined : `${car.mileage}`;
  return { interest, condition, year, make, model, trim, vin, stockNumber: stock, odometer };
}
