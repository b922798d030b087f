import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { getDealer, putDealer } from '../../functions/dealers/dealer.routes.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { reads, TableFunction, writes } from '../constructs/table-function.ts';
import type { DataStack, StageProps } from './data.ts';

/** Who the stores are: reading and changing them. */
export class DealersStack extends Stack {
  readonly routes: readonly DeployedRoute[];

  constructor(scope: Construct, id: string, props: StageProps & { readonly data: DataStack }) {
    super(scope, id, props);
    const { stage, data } = props;
    const get = new TableFunction(this, 'GetDealer', { stage, data, handler: getDealer.handler, actions: reads });
    const put = new TableFunction(this, 'PutDealer', { stage, data, handler: putDealer.handler, actions: writes });
    this.routes = [
      { route: getDealer, target: get },
      { route: putDealer, target: put },
    ];
  }
}
