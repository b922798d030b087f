import { type Loose, meaningIn, stated } from '../../intake/document/stated.ts';
import { conditionIn, modelYear } from '../../owners/vehicle.ts';
import type { TradeIn, VehicleOfInterest } from './stated-lead.ts';

/** A vehicle in its sender's words. */
export interface StatedVehicle {
  readonly interest?: string;
  readonly condition?: string;
  readonly year?: string;
  readonly make?: string;
  readonly model?: string;
  readonly trim?: string;
  readonly vin?: string;
  readonly stockNumber?: string;
  readonly odometer?: string;
  readonly odometerUnit?: string;
  readonly wear?: string;
}

/** Vehicles sorted by what the customer wants with them. */
export interface VehiclesByInterest {
  readonly vehiclesOfInterest: readonly VehicleOfInterest[];
  readonly tradeIns: readonly TradeIn[];
}

/**
 * Sorts vehicles into those wanted and those offered; one that says nothing but its interest is left out. `buy` is the
 * ADF's own default, also for an interest nobody knows.
 */
export function sortVehicles(vehicles: readonly Loose<StatedVehicle>[]): VehiclesByInterest {
  const described = vehicles.map((vehicle) => withUnit(stated<StatedVehicle>(vehicle))).filter(saysSomething);
  return {
    vehiclesOfInterest: described.flatMap((vehicle) => {
      const interest = interestOf(vehicle);
      return isOffer(interest) ? [] : [stated<VehicleOfInterest>({ ...describedBy(vehicle), interest })];
    }),
    tradeIns: described.flatMap((vehicle) => {
      const interest = interestOf(vehicle);
      const { odometer, wear } = vehicle;
      const odometerUnit = odometer && vehicle.odometerUnit;
      return isOffer(interest)
        ? [stated<TradeIn>({ ...describedBy(vehicle), interest, odometer, odometerUnit, wear })]
        : [];
    }),
  };
}

const unit = /(?:mi|mls|miles?|kms?|kilomet(?:er|re)s?)\.?/.source;
const measured = new RegExp(`^(\\d[\\d.,' ]*?)\\s*(${unit})$|^(${unit})[\\s:]*(\\d[\\d.,' ]*)$`, 'i');

/** An odometer with its unit apart, where it was written with it: `67420miles`. A unit that is stated by itself stays. */
function withUnit(vehicle: StatedVehicle): StatedVehicle {
  // No odometer is longer, and a text without end would be tried without end.
  const [, before, unitBehind, unitBefore, behind] = measured.exec(vehicle.odometer?.slice(0, 50) ?? '') ?? [];
  const odometer = before ?? behind;
  if (odometer === undefined || (vehicle.odometer ?? '').length > 50) return vehicle;
  return { ...vehicle, odometer, odometerUnit: vehicle.odometerUnit ?? unitBehind ?? unitBefore ?? '' };
}

/** Whether a stated interest is that of a vehicle the customer offers. */
export function isOffered(interest: string | undefined): boolean {
  return isOffer(meaningIn(interests, interest) ?? 'buy');
}

function saysSomething({ interest: _, odometerUnit: __, ...rest }: StatedVehicle): boolean {
  return Object.keys(rest).length > 0;
}

function describedBy(vehicle: StatedVehicle): Loose<Described> {
  const { make, model, trim, vin, stockNumber } = vehicle;
  const condition = conditionIn(vehicle.condition) ?? conditionIn(vehicle.wear);
  return { year: modelYear(vehicle.year), make, model, trim, vin, stockNumber, condition, ...unknownIn(vehicle) };
}

type Described = Omit<VehicleOfInterest, 'interest'>;

/** The words for interest and condition that say nothing to us; one that is kept as the wear is kept. */
function unknownIn({ interest, condition, wear }: StatedVehicle): Loose<Described> {
  const isKnown = conditionIn(condition) !== undefined || condition === wear;
  return {
    interestStated: meaningIn(interests, interest) === undefined ? interest : undefined,
    conditionStated: isKnown ? undefined : condition,
  };
}

type Interest = VehicleOfInterest['interest'] | TradeIn['interest'];

const interests: Readonly<Record<string, Interest>> = {
  buy: 'buy',
  lease: 'lease',
  testdrive: 'test-drive',
  tradein: 'trade-in',
  sell: 'sell',
};

function interestOf(vehicle: StatedVehicle): Interest {
  return meaningIn(interests, vehicle.interest) ?? 'buy';
}

function isOffer(interest: Interest): interest is TradeIn['interest'] {
  return interest === 'trade-in' || interest === 'sell';
}
