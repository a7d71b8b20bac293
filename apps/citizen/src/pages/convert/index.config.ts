export default definePageConfig({ navigationBarTitleText: '转换外省的码' });
