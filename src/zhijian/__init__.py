"""指尖 Zhijian: the platform on which a membership organisation runs its WeChat Official Accounts."""
