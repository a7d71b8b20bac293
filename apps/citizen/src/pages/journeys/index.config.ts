export default definePageConfig({ navigationBarTitleText: '出行登记' });
