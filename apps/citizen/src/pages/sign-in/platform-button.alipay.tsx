export { NativeSignIn as PlatformButton } from './native-sign-in';
