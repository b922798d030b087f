import { App } from 'aws-cdk-lib';
import { buildApp } from './lanekeeper.ts';

buildApp(new App()).synth();
