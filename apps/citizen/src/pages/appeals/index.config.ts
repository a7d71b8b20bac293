export default definePageConfig({ navigationBarTitleText: '申诉和申请' });
