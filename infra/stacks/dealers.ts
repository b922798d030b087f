import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { getDealer, putDealer } from '../../functions/dealers/dealer.routes.ts';
import type { DeployedRoute } from '../constructs/deployed-route.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { DataStack, StageProps } from './data.ts';

/** Who the stores are: reading and changing them. */
export class DealersStack extends Stack {
  readonly routes: readonly DeployedRoute[];

  constructor(scope: Construct, id: string, props: StageProps & { readonly data: DataStack }) {
    super(scope, id, props);
    const { stage, data } = props;
    const environment = { TABLE_NAME: data.table.tableName };
    const get = new ServiceFunction(this, 'GetDealer', { stage, handler: getDealer.handler, environment });
    const put = new ServiceFunction(this, 'PutDealer', { stage, handler: putDealer.handler, environment });
    data.allow(get, ['dynamodb:GetItem']);
    data.allow(put, ['dynamodb:GetItem', 'dynamodb:PutItem']);
    this.routes = [
      { route: getDealer, target: get },
      { route: putDealer, target: put },
    ];
  }
}
