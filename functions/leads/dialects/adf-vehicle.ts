import { attributeOf, type Element, elementsOf, firstText, partsOf } from '../../intake/document/element.ts';
import { isOffered, sortVehicles, type VehiclesByInterest } from '../stated/stated-lead-vehicle.ts';

/** What senders call the element around the vehicle that a customer offers; some leave out the vehicle's own. */
const offers = [
  'trade',
  'tradein',
  'tradevehicle',
  'tradeinvehicle',
  'tradeininfo',
  'tradeininformation',
  'vehicletrade',
].flatMap((name) => [name, `${name}s`]);
/** The same around one that they want. */
const wishes = ['vehicleofinterest', 'vehicleinterest', 'vehiclesofinterest', 'desiredvehicle', 'requestedvehicle'];

/** A vehicle of a prospect, and whether it stands among those that are offered. */
interface StatedElement {
  readonly vehicle: Element;
  readonly isOffer: boolean;
}

/** The elements of a prospect that are vehicles, in document order; some senders put what is offered in the customer, or in the vehicle wanted. */
export function vehicleElements(prospect: Element): readonly StatedElement[] {
  const wanted = [prospect, ...elementsOf(prospect, ...wishes)];
  const vehicles = wanted.flatMap((around) =>
    around === prospect ? elementsOf(around, 'vehicle') : vehiclesWithin(around),
  );
  const places = [prospect, ...elementsOf(prospect, 'customer'), ...vehicles];
  const offered = places.flatMap((place) => elementsOf(place, ...offers)).flatMap(vehiclesWithin);
  return [
    ...vehicles.map((vehicle) => ({ vehicle, isOffer: false })),
    ...offered.map((vehicle) => ({ vehicle, isOffer: true })),
  ];
}

/** The vehicles in an element around them; where there are none, what it says itself is one. */
function vehiclesWithin(around: Element): readonly Element[] {
  const inside = elementsOf(around, 'vehicle', ...offers);
  return inside.length > 0
    ? inside.flatMap((each) => (each.name === 'vehicle' ? [each] : vehiclesWithin(each)))
    : [around];
}

/** The vehicles of a prospect, by what the customer wants with them. */
export function vehiclesOf(prospect: Element): VehiclesByInterest {
  return sortVehicles(
    vehicleElements(prospect).map(({ vehicle, isOffer }) => {
      const stated = attributeOf(vehicle, 'interest');
      return {
        interest: isOffer && !isOffered(stated) ? 'trade-in' : stated,
        condition: attributeOf(vehicle, 'status'),
        year: firstText(vehicle, 'year'),
        make: firstText(vehicle, 'make'),
        model: firstText(vehicle, 'model'),
        trim: firstText(vehicle, 'trim'),
        vin: firstText(vehicle, 'vin'),
        stockNumber: firstText(vehicle, 'stock', 'stocknumber'),
        odometer: firstText(vehicle, 'odometer', 'mileage'),
        odometerUnit: unitOf(elementsOf(vehicle, 'odometer', 'mileage')[0]),
        wear: firstText(vehicle, 'condition'),
      };
    }),
  );
}

/** The unit beside an odometer's value, or the name of the element that holds the value: `<miles>67420</miles>`. */
function unitOf(odometer: Element | undefined): string | undefined {
  const units = ['units', 'unit', 'uom'].map((name) => attributeOf(odometer, name));
  const named = odometer && partsOf(odometer).find(({ name }) => /^(?:miles?|mi|kms?|kilomet(?:er|re)s?)$/.test(name));
  return units.find((unit) => unit !== undefined) ?? named?.name;
}
