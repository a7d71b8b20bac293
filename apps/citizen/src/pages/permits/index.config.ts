export default definePageConfig({ navigationBarTitleText: '限时通行' });
