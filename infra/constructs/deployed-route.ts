import type { Function as Fn } from 'aws-cdk-lib/aws-lambda';
import type { Route } from '../../functions/platform/route.ts';

/** A route with the function that serves it, as a capability hands it to the API. */
export interface DeployedRoute {
  readonly route: Route;
  readonly target: Fn;
}
