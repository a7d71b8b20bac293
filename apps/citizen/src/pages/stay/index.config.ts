export default definePageConfig({ navigationBarTitleText: '在本省停留' });
